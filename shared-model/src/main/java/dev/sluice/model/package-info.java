/// What crosses a process: plain records, no framework, no input or output.
@NullMarked
package dev.sluice.model;

import org.jspecify.annotations.NullMarked;

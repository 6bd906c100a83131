@NullMarked
package dev.sluice.agent.model;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.sluice.standalone.deployment;

import org.jspecify.annotations.NullMarked;

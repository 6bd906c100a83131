@NullMarked
package dev.sluice.jobstore.fault;

import org.jspecify.annotations.NullMarked;

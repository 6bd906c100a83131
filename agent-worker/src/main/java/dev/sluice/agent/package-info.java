/// The worker that turns questions into answers; each step of a question has a package of its own.
@NullMarked
package dev.sluice.agent;

import org.jspecify.annotations.NullMarked;

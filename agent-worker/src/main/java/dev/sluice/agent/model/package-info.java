/// The language model: one tool behind one interface, whose replies are untrusted text.
@NullMarked
package dev.sluice.agent.model;

import org.jspecify.annotations.NullMarked;

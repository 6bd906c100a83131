/// What is measured in turn, and how it is told: as text and as Markdown.
@NullMarked
package dev.sluice.benchmarks.measuring;

import org.jspecify.annotations.NullMarked;

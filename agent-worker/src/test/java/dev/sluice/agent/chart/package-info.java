@NullMarked
package dev.sluice.agent.chart;

import org.jspecify.annotations.NullMarked;

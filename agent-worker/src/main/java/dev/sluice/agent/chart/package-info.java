/// Which picture suits a result, and its Vega-Lite specification.
@NullMarked
package dev.sluice.agent.chart;

import org.jspecify.annotations.NullMarked;

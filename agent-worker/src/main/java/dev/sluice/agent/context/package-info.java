/// What of a catalog is looked at for one question.
@NullMarked
package dev.sluice.agent.context;

import org.jspecify.annotations.NullMarked;

/// From a question to SQL, by a model or by the rules.
@NullMarked
package dev.sluice.agent.writing;

import org.jspecify.annotations.NullMarked;

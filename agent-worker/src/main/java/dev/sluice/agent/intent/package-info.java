/// What kind of answer a question asks for.
@NullMarked
package dev.sluice.agent.intent;

import org.jspecify.annotations.NullMarked;

/// What travels through Kafka: wake-up calls and nudges, never the truth.
@NullMarked
package dev.sluice.model.message;

import org.jspecify.annotations.NullMarked;

/// PostgreSQL, Kafka and S3 beside or inside this process: for standalone use and for tests.
@NullMarked
package dev.sluice.embedded;

import org.jspecify.annotations.NullMarked;

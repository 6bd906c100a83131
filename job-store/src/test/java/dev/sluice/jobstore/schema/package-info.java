/// The generated schema and what holds it to the migrations.
@NullMarked
package dev.sluice.jobstore.schema;

import org.jspecify.annotations.NullMarked;

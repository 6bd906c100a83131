/// The user's data: one interface, a package per engine, a guard in front of both.
@NullMarked
package dev.sluice.sources;

import org.jspecify.annotations.NullMarked;

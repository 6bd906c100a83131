/// The HTTP side of Sluice: everything a client sees, wired from one package per feature.
@NullMarked
package dev.sluice.gateway;

import org.jspecify.annotations.NullMarked;

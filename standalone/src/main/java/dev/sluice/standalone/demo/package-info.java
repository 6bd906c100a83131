/// `./sluice demo`: a retail database to ask, and a walk through the public API.
@NullMarked
package dev.sluice.standalone.demo;

import org.jspecify.annotations.NullMarked;

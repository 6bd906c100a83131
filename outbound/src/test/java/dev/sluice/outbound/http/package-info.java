@NullMarked
package dev.sluice.outbound.http;

import org.jspecify.annotations.NullMarked;

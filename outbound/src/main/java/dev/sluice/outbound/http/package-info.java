/// The client that connects to judged addresses only.
@NullMarked
package dev.sluice.outbound.http;

import org.jspecify.annotations.NullMarked;

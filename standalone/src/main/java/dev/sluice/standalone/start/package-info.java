/// `./sluice start`: the servers, then all three services in one Spring context.
@NullMarked
package dev.sluice.standalone.start;

import org.jspecify.annotations.NullMarked;

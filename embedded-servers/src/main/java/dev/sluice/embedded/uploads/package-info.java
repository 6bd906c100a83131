/// How the object store keeps uploads in parts: each part at its place in the file that becomes the object.
@NullMarked
package dev.sluice.embedded.uploads;

import org.jspecify.annotations.NullMarked;

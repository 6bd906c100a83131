/// What finished jobs left behind: results and signed links.
@NullMarked
package dev.sluice.gateway.files;

import org.jspecify.annotations.NullMarked;

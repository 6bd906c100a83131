@NullMarked
package dev.sluice.standalone.cli.download;

import org.jspecify.annotations.NullMarked;

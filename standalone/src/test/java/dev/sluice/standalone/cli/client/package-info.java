@NullMarked
package dev.sluice.standalone.cli.client;

import org.jspecify.annotations.NullMarked;

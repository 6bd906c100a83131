/// Reading requests strictly and setting up the server.
@NullMarked
package dev.sluice.gateway.web;

import org.jspecify.annotations.NullMarked;

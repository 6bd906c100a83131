/// Who calls, what the key allows, and how often.
@NullMarked
package dev.sluice.gateway.access;

import org.jspecify.annotations.NullMarked;

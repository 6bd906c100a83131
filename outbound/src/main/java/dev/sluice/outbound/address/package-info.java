/// IP addresses as bytes, and the table that says which of them are public.
@NullMarked
package dev.sluice.outbound.address;

import org.jspecify.annotations.NullMarked;

/// Files in S3-compatible storage: whole or not there at all.
@NullMarked
package dev.sluice.objects;

import org.jspecify.annotations.NullMarked;

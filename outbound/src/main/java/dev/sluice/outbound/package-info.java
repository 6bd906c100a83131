/// Requests to addresses that tenants name.
///
/// `address` knows which addresses are public, `target` reads URLs, `guard` judges a target and its
/// addresses, `http` connects to judged addresses only.
@NullMarked
package dev.sluice.outbound;

import org.jspecify.annotations.NullMarked;

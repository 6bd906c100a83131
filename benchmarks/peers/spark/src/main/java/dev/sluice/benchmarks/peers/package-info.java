/// Spark as a peer, in a build of its own.
package dev.sluice.benchmarks.peers;

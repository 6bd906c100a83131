/// What a person sees: charts, tables, progress, in the width and the characters the terminal has.
@NullMarked
package dev.sluice.standalone.cli.terminal;

import org.jspecify.annotations.NullMarked;

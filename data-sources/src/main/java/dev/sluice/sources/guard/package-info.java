/// Decides which SQL may reach a source. Deny by default; unknown is refused.
///
/// [SqlGuard] is the way in. A statement goes through these steps:
///
/// 1. [Lexer] splits it by PostgreSQL's lexical rules and refuses forms that others read differently.
/// 2. [Reducer] judges operators, types and fixed phrases, and reduces the rest to a core of SQL that
///    every parser reads alike: one operator, one literal, quoted names, plain calls.
/// 3. JSqlParser parses the core, in bounded time ([BoundedParse]).
/// 4. [SelectJudge], [FromJudge] and [ExpressionJudge] walk the tree. Kinds of node, functions and
///    relations are allow-lists ([Functions], [Relations]); plain bombs are refused ([Workload]).
/// 5. [TokenWriter] writes the original tokens along that walk, relations qualified, names quoted. A
///    tree that does not account for every token is refused, so nothing is lost and nothing slips in.
@NullMarked
package dev.sluice.sources.guard;

import org.jspecify.annotations.NullMarked;

/**
 * The {@code outpost} command, for technicians and scripts.
 *
 * <p>Answers go to standard output, everything else to standard error: progress, notices, and
 * errors as one line that says what, where and what to do. {@code --json} answers with one JSON
 * value. {@link io.outpost.agent.cli.ExitCode} lists the exit codes, and {@code outpost --help}
 * shows them.
 *
 * <p>Commands are thin: they read options, call the agent's parts, and print. What a command does
 * not need is not loaded: {@code --version} knows neither JSON Schema nor HTTP.
 *
 * <p>No command prints a password, takes one as an argument by choice, or keeps one that came in a
 * URL anywhere but in the credential store.
 */
@NullMarked
package io.outpost.agent.cli;

import org.jspecify.annotations.NullMarked;

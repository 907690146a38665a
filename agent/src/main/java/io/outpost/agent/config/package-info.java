/**
 * Files that a person writes: read with care, checked against a JSON Schema, refused with a message
 * that names file, line and key.
 *
 * <p>YAML is read as the JSON-like core of YAML 1.2: {@code no}, {@code 012} and {@code 1:30} stay
 * text, and anchors, aliases, tags and merge keys are refused, so that no file can grow beyond its
 * own size. A {@link io.outpost.agent.config.ConfigException} carries every problem of a file, not
 * only the first. Values are shown without the user information of URLs.
 *
 * <p>Writing is atomic and synced ({@link io.outpost.agent.config.DurableFile}); only what was
 * asked for is ever rewritten, so that comments in hand-written files survive.
 *
 * <p>Omitted: variable expansion, includes, environment overrides. A file means what it says.
 */
@NullMarked
package io.outpost.agent.config;

import org.jspecify.annotations.NullMarked;

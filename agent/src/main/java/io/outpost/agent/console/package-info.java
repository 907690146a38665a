/**
 * HTTP for machines: metrics, health, and the state of the cameras.
 *
 * <p>Bound to the loopback address, and to nothing else: whoever has to read it from elsewhere puts
 * a proxy with TLS and authentication before it. It shows states and numbers, never configuration,
 * addresses of cameras or credentials; every route is a GET without effect. {@link
 * io.outpost.agent.console.CameraStatuses} says in its words how a stream is doing.
 *
 * <p>Javalin on Jetty, held to a handful of threads; the console asks its {@link
 * io.outpost.agent.console.Console.Sources} on those threads, so they answer from memory.
 */
@NullMarked
package io.outpost.agent.console;

import org.jspecify.annotations.NullMarked;

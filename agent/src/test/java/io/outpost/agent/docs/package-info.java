/** Holds documents and deployment files to what the code does. */
@NullMarked
package io.outpost.agent.docs;

import org.jspecify.annotations.NullMarked;

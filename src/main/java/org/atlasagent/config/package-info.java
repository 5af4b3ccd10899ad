/** What the operator asked for, validated; no file access. */
@NullMarked
package org.atlasagent.config;

import org.jspecify.annotations.NullMarked;

/**
 * How people get to the pages: signing in and out, the frame that all pages share, and what browsers are told with them.
 *
 * <p>For those who build pages:
 *
 * <ul>
 *   <li>Every controller outside {@code /v1}, {@code /sign-in} and the API's description is a page: {@link
 *       io.earshot.alerts.signin.PageGate} lets nobody in who is not signed in with a key of this service's scope. The page finds who it is in
 *       the request attribute {@link io.earshot.alerts.access.Caller#ATTRIBUTE} ({@code @RequestAttribute(Caller.ATTRIBUTE) Caller caller}).
 *   <li>A form posts to its own service; nothing else is needed against forged requests, for those of other origins are refused before the
 *       controller hears of them.
 *   <li>A template takes the frame with {@code <html th:replace="~{frame :: page('Title', 'here', ~{::extras}, ~{::main})}">}, see {@code
 *       templates/frame.html}; {@code frame} in a template is the {@link io.earshot.alerts.signin.Frame}, whose {@code webJar('htmx.org', 'dist/…')}
 *       is the path of a library's file.
 *   <li>Styles and scripts of a page lie in {@code resources/assets} and are served from {@code /assets}; inline ones, {@code style}
 *       attributes included, are refused by the browser.
 *   <li>A part of a page that htmx asks for after the session ended leads the whole page to {@code /sign-in}.
 *   <li>What fails is told by a page in the same frame, see ErrorPages; nothing is to be done for that. Where htmx asked for a part, {@code
 *       /look/problems.js} shows the words of that page in the page that asked, and leaves the part as it was.
 * </ul>
 */
@NullMarked
package io.earshot.alerts.signin;

import org.jspecify.annotations.NullMarked;

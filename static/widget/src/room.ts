// The first entry of the widget, so that the build has something to build.
export {};

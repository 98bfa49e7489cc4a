/** Both versions of React are installed here. */
export default { resolve: { alias: { react: "react-18", "react-dom": "react-dom-18" } } };

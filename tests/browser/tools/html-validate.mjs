export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:a11y"],
  rules: {
    // The boxes of one question share its name: that is how a browser sends them.
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "submit", "reset"] }],
    // The title of a page is the name of its record, and some texts of APEC have long names.
    "long-title": "off",
    // Matters of taste; Django's templates have others than html-validate.
    "doctype-style": "off",
    "no-trailing-whitespace": "off",
    "prefer-button": "off",
  },
};

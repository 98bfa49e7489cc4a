/** The help for a token: its commands can be copied. */
import { elementById } from "./element-by-id.js";
import { language } from "./language.js";
import { copyTextButton } from "./partner-center-batch-status/element/parts.js";

export class TokenHelp {
  #help = elementById("getting-a-token", HTMLDivElement);
  #copied = elementById("commands-copied", HTMLParagraphElement);

  constructor() {
    // A button says it itself, but not every screen reader reads the new name of a button.
    this.#help.addEventListener("copied", (event) => {
      if (event instanceof CustomEvent) this.#copied.textContent = event.detail;
    });
    this.localize();
  }

  localize() {
    this.#copied.textContent = "";
    for (const commands of this.#help.querySelectorAll("[data-shell]")) {
      const { copyCommands, ways } = language.page.howToGetToken;
      const way = commands.getAttribute("data-way") === "deviceCode" ? ways.deviceCode : ways.authorizationCode;
      const texts = copyCommands(commands.getAttribute("data-shell") ?? "", way);
      const text = () => commands.querySelector("code")?.textContent ?? "";
      commands.querySelector("button")?.remove();
      commands.append(copyTextButton(language, texts, text, texts.copy));
    }
  }
}

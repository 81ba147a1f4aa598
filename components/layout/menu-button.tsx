"use client";

import {
  type ComponentProps,
  type ComponentType,
  cloneElement,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  useState,
} from "react";
import type { Button } from "../ui/button";
import { useOnDemand } from "./use-on-demand";

/** What a menu that comes on demand is given. It comes with the first click on its button, so it starts open. */
export interface OnDemandMenuProps {
  trigger: ReactElement;
  /** The keyboard asked for it. */
  byKeyboard: boolean;
}

/** A button whose menu is fetched when somebody comes near, and put in its place with the first click. */
export function MenuButton({
  load,
  children: button,
}: {
  load: () => Promise<ComponentType<OnDemandMenuProps>>;
  children: ReactElement<ComponentProps<typeof Button>>;
}) {
  const { Component: Menu, prepare } = useOnDemand(load);
  const [wanted, setWanted] = useState<"by keyboard" | "by pointer" | null>(null);
  if (wanted && Menu) return <Menu trigger={button} byKeyboard={wanted === "by keyboard"} />;
  const open = (keyboard: boolean) => {
    setWanted(keyboard ? "by keyboard" : "by pointer");
    prepare();
  };
  return cloneElement(button, {
    "aria-haspopup": "menu",
    "aria-expanded": false,
    onPointerEnter: prepare,
    onFocus: prepare,
    // A click that comes from Enter or the space bar has no count.
    onClick: (event: MouseEvent) => open(event.detail === 0),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      open(true);
    },
  });
}

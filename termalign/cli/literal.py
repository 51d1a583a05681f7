"""Commands whose arguments are terms: "-" and "-5% or less" are terms, no options."""

from __future__ import annotations

import click


class LiteralArguments(click.Command):
    """A command that takes what is none of its options for an argument, hyphen or not."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse `args` with everything that is no option of ours moved behind "--"."""
        takes_value = {
            name: isinstance(option, click.Option) and not option.is_flag
            for option in self.get_params(ctx)
            for name in option.opts
            if name.startswith("-")
        }
        options: list[str] = []
        arguments: list[str] = []
        rest = iter(args)
        for word in rest:
            if word == "--":
                arguments += rest
            elif word.partition("=")[0] in takes_value:
                options.append(word)
                if takes_value[word.partition("=")[0]] and "=" not in word:
                    options += [value for value in (next(rest, None),) if value is not None]
            else:
                arguments.append(word)
        return super().parse_args(ctx, [*options, "--", *arguments])

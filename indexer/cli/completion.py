"""`nachlese completion`: the shell completes commands and options."""

import click
from click.shell_completion import get_completion_class


@click.command("completion", short_help="Have a shell complete commands and options.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print what makes SHELL complete the commands and options of nachlese.

    To have it in every new shell:

    \b
    nachlese completion bash > ~/.local/share/bash-completion/completions/nachlese
    nachlese completion zsh > ~/.zfunc/_nachlese      with fpath+=~/.zfunc before compinit in ~/.zshrc
    nachlese completion fish > ~/.config/fish/completions/nachlese.fish
    """
    group = click.get_current_context().find_root().command
    completion = get_completion_class(shell)
    if completion is not None:
        click.echo(completion(group, {}, "nachlese", "_NACHLESE_COMPLETE").source())

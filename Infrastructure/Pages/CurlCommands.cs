namespace Gcd.Infrastructure.Pages;

/// <summary>The commands that pages show, for bash and zsh. The token goes into a file: a command line is seen by other users of the machine and kept in the shell's history.</summary>
/// <param name="address">Where people reach the service, without a final slash.</param>
internal sealed class CurlCommands(string address)
{
    private const string Header = """
        -H @"$HOME/.gcd-header"
        """;

    public CommandLines SignIn => new("Get the sign-in link", $"curl -s {address}/auth | jq -r .authorization_url");

    // In parentheses, a shell reads the whole before it runs any of it, so that a paste of several lines is not taken for the token.
    public static CommandLines SaveToken { get; } = new("Save your token", """
        (
          umask 077
          printf 'Paste the token, press Enter: '
          read -rs token && echo
          printf 'Authorization: Bearer %s\n' "$token" \
            > "$HOME/.gcd-header"
        )
        """);

    public CommandLines Me => new("See whose token this is", $"""
        curl {Header} \
          "{address}/me"
        """);

    public CommandLines Revoke => new("Revoke the token", $"""
        curl -X POST {Header} \
          "{address}/token/revoke"
        """);

    /// <param name="format">By its name.</param>
    /// <param name="extension">Of the file, which is the name of few formats.</param>
    public CommandLines Download(string format, string extension) => new($"Download as {format.ToUpperInvariant()}", $"""
        curl --fail-with-body {Header} \
          -o contacts.tmp \
          "{address}/download?format={format}" \
          && mv contacts.tmp contacts.{extension}
        """);
}

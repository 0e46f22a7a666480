using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.Embedded;

namespace Gcd.Infrastructure.Commands;

internal static class CommandsSetup
{
    /// <summary>A store that serves several processes is opened by the commands themselves.</summary>
    public static void AddCommands(this WebApplicationBuilder builder, GcdSettings settings)
    {
        if (TokenStores.Of(settings) is EmbeddedStoreProvider)
        {
            builder.Services.AddSingleton<CommandWork>().AddHostedService<CommandSocketServer>();
        }
    }
}

namespace Gcd.Sandbox;

internal sealed record SimulatedGoogleOptions
{
    /// <summary>0 for any free port.</summary>
    public int Port { get; init; }

    /// <summary>With a known login_hint, consent is given at once, for programs.</summary>
    public bool AutoConsent { get; init; } = true;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

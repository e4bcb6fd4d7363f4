using OpsWorker.Core.Commands;

namespace OpsWorker.Pipeline.Commands;

/// <summary>Signs orders with the deployment's key. The host says where the key is kept.</summary>
/// <param name="readKey">Reads the private key as PEM; null where there is none.</param>
public sealed class CommandSigner(Func<CancellationToken, Task<string?>> readKey)
{
    /// <summary>The name of the secret that holds the private key, where the host keeps it with its secrets.</summary>
    public const string SecretName = "Commands:SigningKey";

    private volatile string? _key;

    /// <summary>The public key, which Operators pin; null where the deployment has no key.</summary>
    public async Task<string?> PublicKeyAsync(CancellationToken cancellationToken) =>
        await KeyAsync(cancellationToken) is { } key ? CommandSignature.PublicKeyOf(key) : null;

    /// <summary>The signed order.</summary>
    /// <exception cref="CommandRefusedException">The deployment has no key.</exception>
    public async Task<SignedCommand> SignAsync(string payload, CancellationToken cancellationToken) =>
        CommandSignature.Sign(
            payload,
            await KeyAsync(cancellationToken)
                ?? throw new CommandRefusedException("There is no key to sign commands with: docs/commands.md says how to make one."));

    // A key that is made later is found without a restart.
    private async Task<string?> KeyAsync(CancellationToken cancellationToken) => _key ??= await readKey(cancellationToken);
}

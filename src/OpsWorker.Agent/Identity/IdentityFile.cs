namespace OpsWorker.Agent.Identity;

/// <summary>Keeps the token in a file for its owner alone. It is replaced as a whole, so a crash leaves one or the other.</summary>
/// <param name="path">The file; its folder exists.</param>
internal sealed class IdentityFile(string path) : IIdentityStore
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <inheritdoc/>
    public string Place => $"the file {path}";

    /// <inheritdoc/>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!File.Exists(path)) return null;
            var token = (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
            return token.Length > 0 ? token : null;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"The agent's token cannot be read from {Place}: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public async Task WriteAsync(string token, CancellationToken cancellationToken)
    {
        var temporary = path + ".new";
        try
        {
            File.Delete(temporary);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
            await using (var writer = new StreamWriter(temporary, options))
            {
                await writer.WriteLineAsync(token.AsMemory(), cancellationToken);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"The agent's token cannot be written to {Place}: {e.Message}", e);
        }
    }
}

using System.Text;
using OpsWorker.Core.Commands;

namespace OpsWorker.Embedded;

/// <summary>
/// The private key in the data folder that signs commands to Operators, as PEM. Operators pinned its public part: without the file they
/// refuse every command until they are given the new key.
/// </summary>
public static class CommandKeyFile
{
    private const string Name = "commands.key";
    private const int MaxBytes = 16 * 1024;

    /// <summary>Reads the key, which is created if missing.</summary>
    /// <exception cref="DataFolderException">The file does not contain a key.</exception>
    public static string Read(string dataFolder)
    {
        var path = Path.Combine(dataFolder, Name);
        using var file = DataFolder.OpenPrivate(path, FileMode.OpenOrCreate);
        if (file.Length == 0)
        {
            var created = CommandSignature.CreateKey();
            file.Write(Encoding.ASCII.GetBytes(created));
            file.Flush(flushToDisk: true);
            return created;
        }

        var bytes = new byte[Math.Min(file.Length, MaxBytes)];
        file.ReadExactly(bytes);
        var key = Encoding.ASCII.GetString(bytes);
        try
        {
            _ = CommandSignature.PublicKeyOf(key);
            return key;
        }
        catch (ArgumentException e)
        {
            throw new DataFolderException(
                $"{path} is no private key. Restore it from a backup, or remove it and give Operators the new key.", e);
        }
    }
}

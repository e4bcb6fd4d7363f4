using System.Security.Cryptography;

namespace OpsWorker.Embedded;

/// <summary>A key of 32 random bytes in a file of the data folder.</summary>
internal static class SigningKey
{
    private const int Length = 32;

    /// <summary>Reads the key from the file, which is created if missing.</summary>
    /// <exception cref="DataFolderException">The file does not contain a key.</exception>
    public static byte[] Load(string path)
    {
        using var file = DataFolder.OpenPrivate(path, FileMode.OpenOrCreate);
        var key = new byte[Length];
        if (file.Length == 0)
        {
            RandomNumberGenerator.Fill(key);
            file.Write(key);
            file.Flush(flushToDisk: true);
            return key;
        }

        if (file.Length != Length)
        {
            throw new DataFolderException($"{path} is not a key of {Length} bytes. Remove it; what was signed with it before then ends.");
        }

        file.ReadExactly(key);
        return key;
    }
}

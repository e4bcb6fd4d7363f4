namespace OpsWorker.Embedded;

/// <summary>The key in the data folder that signs people's sessions. Removing the file signs everybody out.</summary>
public static class PortalKeyFile
{
    private const string Name = "portal.key";

    /// <summary>Reads the key, which is created if missing. The folder may be in use by a server.</summary>
    /// <exception cref="DataFolderException">The file does not contain a key.</exception>
    public static byte[] Read(string dataFolder) => SigningKey.Load(Path.Combine(dataFolder, Name));
}

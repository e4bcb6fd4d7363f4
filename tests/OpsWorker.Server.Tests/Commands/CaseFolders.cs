using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Commands;

/// <summary>A folder of recorded cases.</summary>
internal sealed class CaseFolders : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The folder.</summary>
    public string FullPath => _folder.FullPath;

    /// <summary>A file or folder in it.</summary>
    public string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([FullPath, .. parts]);

    /// <summary>Adds a whole case, without the truth about it.</summary>
    public void Add(string name)
    {
        SmallCluster.WriteTo(PathOf(name, "cluster"));
        Write(name, "alert.json", AlertmanagerPayload.Of(AlertmanagerPayload.Alert("CheckoutDown")).ToJsonString());
    }

    /// <summary>Writes a file of a case.</summary>
    public void Write(string name, string file, string content)
    {
        Directory.CreateDirectory(PathOf(name));
        File.WriteAllText(PathOf(name, file), content);
    }

    public void Dispose() => _folder.Dispose();
}

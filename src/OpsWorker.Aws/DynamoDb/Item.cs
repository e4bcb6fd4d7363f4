// The SDK's form of an item: its attributes by name.
global using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

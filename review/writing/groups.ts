export * from "../../domain/groups";
